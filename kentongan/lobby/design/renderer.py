"""How Django draws a form here: `{{ form }}` and `{{ field.as_field_group }}` in the house look."""

from django.forms.renderers import TemplatesSetting


class HouseRenderer(TemplatesSetting):
    """Takes widgets from the templates of the house first, then from Django."""

    form_template_name = "design/form.html"
    field_template_name = "design/field.html"
