"""What communities and partners do together: projects and requests, goals, portraits, and the activity that a log records."""
