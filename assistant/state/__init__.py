"""The record of conversations."""
