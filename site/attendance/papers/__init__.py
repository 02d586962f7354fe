"""Papers with the names of those who take part: lists to sign, cards, plans; in official order."""
