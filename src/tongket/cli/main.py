"""stub"""
def texts():
    return []
