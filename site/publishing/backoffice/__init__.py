"""What every back office screen needs: listings, forms and bulk acts under the rooms' rules."""
