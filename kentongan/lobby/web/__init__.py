"""The front of the house: home, and the pages that say what we owe to everybody."""
