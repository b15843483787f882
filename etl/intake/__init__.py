"""The door through which any file enters: sniffed, limited, read strictly, every record accounted for."""
