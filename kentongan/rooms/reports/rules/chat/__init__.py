"""Chats: reading an exported one, and finding the reports between greetings and jokes."""
