"""Settings: `base` holds what is always so; `dev`, `test` and `production` differ in few lines."""
