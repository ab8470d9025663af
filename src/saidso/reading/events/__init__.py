"""Events: what is done, by whom, to whom, why, and what is said not to be known of it."""
