"""Where students stand: python -m mlp_helpers.classroom FOLDER."""
