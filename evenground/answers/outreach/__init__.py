"""Questions about outreach: whom it reached, where, how often, and what was left out of a count."""
