"""One file per word of the flow, walked in a real browser on a phone and on a desk."""
