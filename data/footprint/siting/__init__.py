"""Where further bases would reach most, and which could close: illustrative options, on any matrix of distances."""
