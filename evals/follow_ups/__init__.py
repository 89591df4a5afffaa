"""Follow-up questions: does the query made from a conversation find the documents that answer its last turn?"""
