r.radacctid, r.id_cliente_servico, r.acctstarttime, r.acctstoptime, r.calledstationid, r.callingstationid, r.acctinputoctets,
r.acctoutputoctets, r.framedipaddress, r.nasipaddress, r.nasportid, r.nasporttype, r.username
