"""What the program proposes to the editor, who decides."""
