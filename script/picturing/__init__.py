"""Makes the pictures of the README and the manuals (script/pictures)."""
