"""A knowledge graph of sub-state diplomacy and human security."""
