"""From sums to means and shares with the uncertainty that the sampling design gives them."""
