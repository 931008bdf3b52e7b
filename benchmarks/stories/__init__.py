"""Short news on true events in several wordings, with labels that follow from the events."""
