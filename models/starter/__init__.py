"""The starter: the material that the shipped model is trained on, and the model itself."""
