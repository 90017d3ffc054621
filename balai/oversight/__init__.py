"""What the ministry, the regent and the public look at."""
