"""Outside systems, played on loopback over their real protocols. A Django site of its own (settings.py)."""
