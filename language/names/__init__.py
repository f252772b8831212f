"""Whose name it is: patients and relatives, told apart from those at work, places and words."""
