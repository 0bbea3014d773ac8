"""What goes in and out, as checked shapes; OpenAPI describes every field from here."""
