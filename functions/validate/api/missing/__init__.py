"""Credits that physicians miss, as their providers see them."""
