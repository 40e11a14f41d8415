"""A store as a page for readers: what is in dispute, drawn; one file of HTML, or Markdown."""
