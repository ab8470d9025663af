"""Sites: where it happened. Which of the places that a report names is that of its main happening."""
