"""The outbox: e-mails, SMS and push notifications, from the request to a final state, every attempt recorded.

What it is: messages with their attempts, the servers and gateways that carry them, the devices of customers, the texts.
What it is not: when somebody is told something, and why (`processos`), or what a bill says (`financeiro`).

A message is written in the caller's transaction and sent by a job. It is never lost: a worker that dies leaves it to the next one.
It may be doubled in one case only, which no protocol here can exclude: it was handed over, and the other side's answer never came.
`docs/mensagens.md` has the table.
"""
