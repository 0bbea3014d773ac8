"""What the pages of the desk show, gathered from the rooms."""
