"""When a unit comes, in which words, how far away: values in, values out."""
