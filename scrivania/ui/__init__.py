"""The look of every page: base layouts, components, template tags, form rendering, security policy."""
