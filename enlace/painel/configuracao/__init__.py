"""The provider's choices: rules, servers, keys, API clients, users and roles."""
