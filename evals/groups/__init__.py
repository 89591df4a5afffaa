"""Groups of nearly the same text: the small change has to move the stage, the tone must not."""
