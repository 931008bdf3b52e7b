"""Pages with known answers -> how well this program and the libraries of its field find the article in them."""
