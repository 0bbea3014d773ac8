"""The board: how well every office kept its promises, for everybody to see."""
