"""An invented agency's website in three states, served on loopback: the whole program seen without any network."""
