"""The Mission's footprint: bases and what lies within reach of them."""
