"""The only shared look: base page, components, form rendering, styles and small scripts."""
