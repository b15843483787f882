"""Which sessions next? A choice of k sessions that leaves the least shortfall, and how far from the best it can be.

Reach and expectation are attendances. An expectation is fixed before anything is chosen (the planned total shared out, or a
target), so adding a session somewhere never raises what is expected elsewhere. It proposes; people decide.
"""
