"""How a text is read before anybody is looked for in it: plain letters, numbers in words, records, known names."""
