"""What the functions behind the API share: who may call, how calls are answered, and what problems are called."""
