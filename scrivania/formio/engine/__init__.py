"""The official form.io core in V8, in processes of its own."""
