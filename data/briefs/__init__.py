"""Short links that the mission keeps by name: `/?brief=2019-06-centre`."""
