"""The rules that every file of the repository keeps."""
