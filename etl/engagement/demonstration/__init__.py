"""Made logs of the places, seeded and declared, for as long as a place has no log of its own."""
