"""Many people at work for minutes on end, over real HTTP and the queue that the page uses."""
