"""Before and after an operation against comparable areas: difference in differences, for analysts only.

What it gives is a contribution that may or may not have been, never proof that the operation did it.
"""
