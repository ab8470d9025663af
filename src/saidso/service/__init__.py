"""Room service: the HTTP API of a store, for programs: pages in, records and incidents out."""
