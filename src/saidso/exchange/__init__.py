"""Room exchange: records in the formats that others read."""
