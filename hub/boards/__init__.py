"""Commands of those who look after the boards: rules, rosters, connections, and what waits."""
