"""Room incidents: events become incidents with claims."""
