"""How every page looks to everybody: valid, accessible, within the screen, and in one language."""
